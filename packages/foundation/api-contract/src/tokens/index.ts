export { ApiToken, Scope } from './api-token.ts';
export { createToken, listTokens, revokeToken } from './operations.ts';
