// Fails when the test says so, with a reason.
if (process.env['PROVA_FALLISCE'] === 'si') {
  console.error('manca lo spazio su disco');
  process.exitCode = 3;
} else {
  console.log(`dati pronti, orologio ${process.env['OROLOGIO'] ?? 'vero'}`);
}
