import { mortise } from '@mortise/bundler-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  build: { sourcemap: true },
  plugins: [
    react(),
    mortise({
      plugins: ['plugins/*'],
      extensionPoints: './extension-points.json',
      shared: ['react', 'react-dom', '@playground/console-kit', 'd3-array'],
    }),
  ],
})
