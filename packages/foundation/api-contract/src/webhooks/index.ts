export { listWebhooks, receiveWebhook, removeWebhookSecret, setWebhookSecret, Webhook } from './operations.ts';
