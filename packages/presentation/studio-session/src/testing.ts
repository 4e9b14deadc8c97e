export { socketTo, type TestBrowser, testBrowser } from './testing-browser.ts';
export { memoryClaims, memorySiblings, memoryStorage } from './testing-storage.ts';
