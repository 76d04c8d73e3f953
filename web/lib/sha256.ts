const K = Uint32Array.from(
  (
    '428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 72be5d74 ' +
    '80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da 983e5152 a831c66d ' +
    'b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e ' +
    '92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 19a4c116 1e376c08 2748774c 34b0bcb5 ' +
    '391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2'
  )
    .split(' ')
    .map((hex) => Number.parseInt(hex, 16)),
);
const BLOCK = 64;

/** SHA-256 (FIPS 180-4) of bytes that come a piece at a time, in constant memory. The browser's own digest wants the whole file at once. */
export class Sha256 {
  readonly #stato = Uint32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  readonly #w = new Uint32Array(BLOCK);
  readonly #resto = new Uint8Array(BLOCK);
  #inResto = 0;
  #totale = 0;

  update(pezzo: Uint8Array): this {
    this.#totale += pezzo.length;
    let da = 0;
    if (this.#inResto > 0) {
      da = Math.min(BLOCK - this.#inResto, pezzo.length);
      this.#resto.set(pezzo.subarray(0, da), this.#inResto);
      this.#inResto += da;
      if (this.#inResto < BLOCK) return this;
      this.#blocco(this.#resto, 0);
      this.#inResto = 0;
    }
    for (; da + BLOCK <= pezzo.length; da += BLOCK) this.#blocco(pezzo, da);
    this.#resto.set(pezzo.subarray(da));
    this.#inResto = pezzo.length - da;
    return this;
  }

  /** The digest in lower-case hex. The object is spent afterwards. */
  digest(): string {
    const bit = BigInt(this.#totale) * 8n;
    const coda = new Uint8Array((this.#inResto < 56 ? 56 : 120) - this.#inResto + 8);
    coda[0] = 0x80;
    new DataView(coda.buffer).setBigUint64(coda.length - 8, bit);
    this.update(coda);
    return Array.from(this.#stato, (parola) => parola.toString(16).padStart(8, '0')).join('');
  }

  #blocco(dati: Uint8Array, da: number): void {
    const w = this.#w;
    const at = (i: number) => w[i] ?? 0;
    const vista = new DataView(dati.buffer, dati.byteOffset + da, BLOCK);
    for (let i = 0; i < 16; i++) w[i] = vista.getUint32(i * 4);
    for (let i = 16; i < BLOCK; i++) {
      const x = at(i - 15);
      const y = at(i - 2);
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = at(i - 16) + s0 + at(i - 7) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.#stato;
    for (let i = 0; i < BLOCK; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + at(i)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((valore, i) => (this.#stato[i] = (this.#stato[i] ?? 0) + valore));
  }
}
