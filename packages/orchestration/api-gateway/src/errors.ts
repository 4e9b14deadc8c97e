import { defineErrors } from '@plinth/foundation';

export const gatewayErrors = defineErrors('gateway', {
  routeNotFound: {
    status: 404,
    cause: 'caller',
    message: 'There is nothing at {method} {path}.',
    hint: 'Look the address up in the OpenAPI document.',
  },
  malformedBody: { status: 400, cause: 'caller', message: 'The body is not valid JSON.', hint: 'Send UTF-8 JSON text (RFC 8259).' },
  forbiddenPropertyName: {
    status: 400,
    cause: 'caller',
    message: 'The body has a property whose name is not allowed.',
    hint: 'Remove properties called __proto__, prototype and constructor.',
  },
  bodyTooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The body is larger than {limit} bytes.',
    hint: 'Send less at once, or use an import for large data.',
  },
  bodyTooSlow: {
    status: 408,
    cause: 'caller',
    message: 'The body came too slowly.',
    hint: 'Send the request again, over a connection that does not fall silent.',
  },
  rangeNotSatisfiable: {
    status: 416,
    cause: 'caller',
    message: 'The file has {size} bytes and none of those asked for.',
    hint: 'Ask for a range within the file, or leave the Range header out.',
  },
  unsupportedContentType: {
    status: 415,
    cause: 'caller',
    message: 'This operation does not take the content type {contentType}.',
    hint: 'Send Content-Type: application/json.',
  },
  crossSiteRequest: {
    status: 403,
    cause: 'caller',
    message: 'A request that changes something came with a session from another site.',
    hint: 'Send it from a page of this platform with the header x-plinth-csrf, or use an API token.',
  },
  foreignPage: {
    status: 403,
    cause: 'caller',
    message: 'A page of another site opened a channel with a session.',
    hint: 'Open it from a page of this platform, or with an API token.',
  },
  upgradeRequired: {
    status: 426,
    cause: 'caller',
    message: 'This address speaks WebSocket.',
    hint: 'Open it with a WebSocket client (RFC 6455).',
  },
  malformedMessage: {
    status: 400,
    cause: 'caller',
    message: 'The message is malformed: {reason}.',
    hint: 'Send one JSON object for each message, of a type that the channel takes.',
  },
  messageTooLarge: {
    status: 413,
    cause: 'caller',
    message: 'The message is larger than {limit} bytes.',
    hint: 'Send less at once, or by the operation of the same name.',
  },
  tooManyMessages: {
    status: 429,
    cause: 'caller',
    message: 'More than {limit} messages came in a second.',
    hint: 'Send seldom what changes often, then join anew.',
  },
  tooManyConnections: {
    status: 429,
    cause: 'caller',
    message: 'There are {limit} connections of yours already.',
    hint: 'Close a window, then open this one again.',
  },
  readsTooSlowly: {
    status: 408,
    cause: 'caller',
    message: 'Messages came faster than they were read.',
    hint: 'Join anew from the last position that arrived.',
  },
  proofEnded: {
    status: 401,
    cause: 'caller',
    message: 'The session or token of this connection is over.',
    hint: 'Sign in again; what was not sent can be sent then.',
  },
  tooManyRequests: { status: 429, cause: 'caller', message: 'Too many requests.', hint: 'Wait as long as Retry-After says.' },
  malformedRequest: {
    status: 400,
    cause: 'caller',
    message: 'The request is malformed.',
    hint: 'Check the address, the headers and the body.',
  },
});
