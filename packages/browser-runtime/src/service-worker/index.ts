export {
  registerServiceWorker,
  type ServiceWorkerControl,
  type ServiceWorkerOptions,
} from './register.ts'
