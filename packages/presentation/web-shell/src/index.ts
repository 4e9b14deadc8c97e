export { api, apiHeaders } from './api.ts';
export { follow } from './follow.ts';
export { pageNonce } from './page-nonce.ts';
export { go, type Place, usePlace } from './place.ts';
export { preferredLocale, recentTenants, rememberLocale, rememberTenant, shownLocale } from './preferences.ts';
export { nextAddress, signInAddress } from './sign-in-address.ts';
export { type Loaded, useLoaded } from './use-loaded.ts';
