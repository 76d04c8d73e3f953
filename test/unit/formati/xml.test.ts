import { prova } from './prove.js';

const XML = 'application/xml';
const D = '<?xml version="1.0" encoding="UTF-8"?>';
const FATTURA = 'http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2';

describe('formati: XML and its kinds, HTML', () => {
  prova([
    ['plain', `${D}<a/>`, { mime: XML }],
    ['after a mark and a blank', '\uFEFF \n<?xml version="1.0"?><a/>', { mime: XML }],
    ['in UTF-16', Buffer.from(`\uFEFF${D}<a/>`, 'utf16le'), { mime: XML }],
    ['by its namespace alone', '<a xmlns="urn:x"/>', { mime: XML }],
    [
      'an invoice',
      `${D}<p:FatturaElettronica versione="FPA12" xmlns:p="${FATTURA}"/>`,
      { mime: XML, specie: 'fattura-elettronica' },
    ],
    [
      'an invoice after comments and a doctype',
      `${D}<!-- x --><!DOCTYPE x [<!ENTITY a "b">]><FatturaElettronica/>`,
      { mime: XML, specie: 'fattura-elettronica' },
    ],
    ['another root of that name', `${D}<FatturaElettronica xmlns="urn:altro"/>`, { mime: XML }],
    ['a segnatura', `${D}<SegnaturaInformatica xmlns="urn:x"/>`, { mime: XML, specie: 'segnatura' }],
    ['data of certified mail', `${D}<postacert tipo="accettazione"/>`, { mime: XML, specie: 'dati-di-certificazione' }],
    [
      'signed',
      `${D}<a xmlns="urn:x"><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>`,
      { mime: XML, specie: 'xml-firmato' },
    ],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', { mime: 'image/svg+xml' }],
    [
      'a drawing that acts',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
      { mime: 'image/svg+xml', attivo: ['script'] },
    ],
    ['XHTML', `${D}<html xmlns="http://www.w3.org/1999/xhtml"/>`, { mime: 'application/xhtml+xml' }],
    [
      'a style sheet that makes pages',
      `${D}<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>`,
      { mime: 'application/xslt+xml', attivo: ['script'] },
    ],
    ['HTML', '<!doctype html><p>ciao</p>', { mime: 'text/html' }],
    ['HTML in capitals, after a comment', '<!-- x -->\n<HTML><BODY>', { mime: 'text/html' }],
    ['HTML with a script', '<html><script>alert(1)</script>', { mime: 'text/html', attivo: ['script'] }],
    ['HTML with a handler', '<body onload=x()>', { mime: 'text/html', attivo: ['script'] }],
    ['a text with a bracket', '<nome> e <cognome>', { mime: 'text/plain' }],
    ['a thousand open brackets', '<'.repeat(5_000), { mime: 'text/plain' }],
    ['an unclosed doctype', `${D}<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(900)}`, { mime: XML }],
  ]);
});
