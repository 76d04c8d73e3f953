import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const WITHOUT_VIDEO_FONT = /@font-face\{font-family:VideoJS;[^}]*\}/g;

/**
 * Bootstrap Italia's CSS as the pages want it: in a cascade layer of its own, so that every rule of ours wins without a
 * fight of selectors, after the layer `precedenza` of what must beat its own !important (the order is said here, in the
 * first sheet that every page loads: said in a sheet of its own, it may be bundled behind this one), and without the VideoJS font, a `data:` address that Chromium fetches even unused and that the
 * Content-Security-Policy refuses.
 */
function bootstrapItaliaInLayer(): Plugin {
  return {
    name: 'bootstrap-italia-in-layer',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('bootstrap-italia.min.css')) return null;
      const css = code.replace(/^@charset "[^"]*";/i, '').replace(WITHOUT_VIDEO_FONT, '');
      return {
        code: `@layer precedenza, bi;@layer bi{${css.replace(/\/\*# sourceMappingURL=.*?\*\//g, '')}}`,
        map: null,
      };
    },
  };
}

const inWeb = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: inWeb('.'),
  plugins: [bootstrapItaliaInLayer(), react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // the application, and what the pages of public verification load (the server writes those pages)
    rolldownOptions: {
      input: [inWeb('index.html'), inWeb('verifica/verifica.ts'), inWeb('verifica/attestazione.ts')],
    },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
