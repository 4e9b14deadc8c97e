import { defineErrors } from '@plinth/foundation';

export const webhookErrors = defineErrors('webhooks', {
  refused: {
    status: 401,
    cause: 'caller',
    message: 'The webhook is not accepted.',
    hint: 'Check the address, the secret and the clock: the signature is HMAC-SHA256 over id.timestamp.body, in the headers of Standard Webhooks, and five minutes old at most; or over the body alone, in X-Hub-Signature-256.',
  },
  tooMany: {
    status: 429,
    cause: 'caller',
    message: 'More webhooks come than are taken.',
    hint: 'Send it again after as many seconds as Retry-After says; the same id is taken once.',
  },
  badSecret: {
    status: 422,
    cause: 'caller',
    message: 'The secret cannot be used.',
    hint: 'Give 24 to 64 random bytes in base64, with whsec_ before them or not; or none, and one is made.',
  },
  noSecret: {
    status: 404,
    cause: 'caller',
    message: 'The webhook {webhook} has no secret here.',
    hint: 'See which have one with the list of webhooks.',
  },
});
