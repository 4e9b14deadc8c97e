declare module 'vitest' {
  interface ProvidedContext {
    /** Address for `chromium.connect`, the same browser for every test file; null where Chromium is not installed. */
    chromium: string | null;
  }
}

export {};
