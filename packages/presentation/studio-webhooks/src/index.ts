export { WebhookAddresses } from './webhook-addresses.tsx';
