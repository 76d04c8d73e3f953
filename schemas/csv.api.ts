/** What a spreadsheet would take for a formula (OWASP, CSV injection), blanks before it and full-width forms included. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** A cell of a CSV that is text and stays text, in the lists of the server and in the tables of the pages alike. */
export const cellaDiTesto = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
