import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../lib/clock.js';
import { countGiornateInRitardo } from './stato.js';

/** The alarm of the daily registers for Prometheus: days that should have been closed by now (asked when it is read). */
export function giornalieroMetrics(register: Registry, clock: Clock): void {
  new Gauge({
    name: 'protocollo_giornate_da_chiudere',
    help: 'Giornate passate il cui registro giornaliero manca dopo le otto del giorno seguente',
    registers: [register],
    async collect() {
      await countGiornateInRitardo(clock.now()).then(
        (late) => this.set(late),
        () => this.set(Number.NaN), // a database that is away: the other figures are told all the same
      );
    },
  });
}
