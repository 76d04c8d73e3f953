import { useEffect, useRef, useState } from 'react';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';

/** Wide enough for an A4 page at about 200 dpi; the camera gives what it has. */
const IDEAL = { width: { ideal: 3_840 }, height: { ideal: 2_160 }, facingMode: { ideal: 'environment' } };
const QUALITY = 0.95;

/** A camera can be asked for: not where the page does not come by TLS, nor in old browsers. */
export const isFotocamera = (): boolean => 'mediaDevices' in navigator;

interface FotocameraProps {
  onScatto: (file: File) => void;
  onChiudi: () => void;
}

/** The camera of this computer or tablet: each shot is a page. */
export function Fotocamera({ onScatto, onChiudi }: FotocameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [stato, setStato] = useState<'attesa' | 'pronta' | 'negata'>('attesa');
  const [scatti, setScatti] = useState(0);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let gone = false;
    navigator.mediaDevices.getUserMedia({ video: IDEAL, audio: false }).then(
      (given) => {
        stream = given;
        if (gone) for (const track of given.getTracks()) track.stop();
        else if (video.current !== null) {
          video.current.srcObject = given;
          setStato('pronta');
        }
      },
      () => setStato('negata'),
    );
    return () => {
      gone = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);

  const shoot = () => {
    const from = video.current;
    if (from === null || from.videoWidth === 0) return;
    const canvas = document.createElement('canvas');
    canvas.width = from.videoWidth;
    canvas.height = from.videoHeight;
    canvas.getContext('2d')?.drawImage(from, 0, 0);
    const n = scatti + 1;
    setScatti(n);
    canvas.toBlob(
      (bytes) => {
        if (bytes !== null) onScatto(new File([bytes], `fotografia-${n}.jpg`, { type: 'image/jpeg' }));
      },
      'image/jpeg',
      QUALITY,
    );
  };

  return (
    <section className="fotocamera" aria-label="Fotocamera">
      {stato === 'negata' ? (
        <Avviso tono="warn" annuncio="alert" titolo="La fotocamera non si apre.">
          Permetterla a questo sito nelle impostazioni del browser, oppure scegliere un file.
        </Avviso>
      ) : (
        <video ref={video} autoPlay playsInline muted aria-label="Ciò che la fotocamera inquadra" />
      )}
      <div className="riga">
        {stato !== 'negata' && (
          <Bottone
            aspetto="secondo"
            icona="camera"
            nonOra={stato === 'attesa' ? 'La fotocamera si sta aprendo' : undefined}
            onClick={shoot}
          >
            Scatta la pagina
          </Bottone>
        )}
        <Bottone onClick={onChiudi}>Chiudi la fotocamera</Bottone>
        <span className="xs mut" role="status">
          {scatti > 0 && (scatti === 1 ? 'Una pagina presa.' : `${scatti} pagine prese.`)}
        </span>
      </div>
    </section>
  );
}
