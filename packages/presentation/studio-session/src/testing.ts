export { socketTo, type TestBrowser, testBrowser } from './testing-browser.ts';
export { memoryClaims, memoryStorage } from './testing-storage.ts';
