export { wrongLimits } from './preload-options.ts'
export { createPreloader } from './preloader.ts'
