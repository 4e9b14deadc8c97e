export { webhookErrors } from './errors.ts';
export { webhookMigrations } from './migrations.ts';
export { signWebhook, type WebhookHeaders } from './signature.ts';
export { type SetSecret, type VerifiedWebhook, type WebhookLimits, WebhookSecrets, type WebhookState } from './webhook-secrets.ts';
