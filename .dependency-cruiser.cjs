/** The import rules: one way, no cycles. */
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(server|workers|schemas|classification|storage|web|scripts|test|bench)/', pathNot: to },
});
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    only('web-imports-api-shapes-only', '^web/', '^(web/|schemas/[^/]+\\.api\\.ts$)'),
    only('api-shapes-are-pure', '^schemas/[^/]+\\.api\\.ts$', '^schemas/[^/]+\\.api\\.ts$'),
    only('lib-stands-alone', '^server/lib/', '^(server/lib|schemas)/'),
    only('storage-below-the-areas', '^storage/', '^(storage|schemas|server/lib)/'),
    {
      name: 'no-area-calls-another-router',
      severity: 'error',
      from: { path: '^(server/[^/]+/|classification/)' },
      to: { path: 'router\\.ts$' },
    },
    {
      name: 'production-code-imports-no-tests',
      severity: 'error',
      from: { path: '^(server|workers|schemas|classification|storage|web)/' },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
  },
};
