import { prova } from './prove.js';

const EML = 'Received: from x\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: prova\r\n\r\nciao';
const RFC822 = 'message/rfc822';

describe('formati: mail', () => {
  prova([
    ['a message', EML, { mime: RFC822 }],
    ['a short one', 'From: a@b.example\nSubject: x\n\nciao', { mime: RFC822 }],
    ['folded headers', 'Subject: uno\r\n due\r\nFrom: a@b.example\r\n\r\n', { mime: RFC822 }],
    ['certified mail', `X-Trasporto: posta-certificata\r\n${EML}`, { mime: RFC822, specie: 'messaggio-pec' }],
    ['its receipt', `X-Ricevuta: accettazione\r\n${EML}`, { mime: RFC822, specie: 'ricevuta-pec' }],
    ['a mailbox', `From a@b.example Mon Mar  2 09:00:00 2026\n${EML}`, { mime: 'application/mbox' }],
    [
      'a program attached',
      `${EML}\r\nContent-Disposition: attachment; filename="fattura.pdf.exe"\r\n`,
      { mime: RFC822, eseguibile: true },
    ],
    [
      'encrypted for its reader',
      'From: a@b.example\r\nSubject: x\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMII',
      { mime: RFC822, cifrato: true },
    ],
    [
      'a document with its stamp (M7M)',
      'Mime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pkcs7-mime\r\n\r\n',
      { mime: 'multipart/mixed', specie: 'm7m' },
    ],
    ['a letter that begins like one', 'Da: Comune\nOggetto: prova\n\nEgregio signore', { mime: 'text/plain' }],
    ['one header is not enough', 'Subject: prova\n\nciao', { mime: 'text/plain' }],
  ]);
});
