import { mortise } from '@mortise/bundler-plugin/vite'
import { defineConfig } from 'vite'

/** What another team deploys: newer releases of two of the lab's plugins, and one more. */
export default defineConfig({ plugins: [mortise({ plugins: ['plugins/*'] })] })
