import { createClient } from '@plinth/api-contract';
import { shownLocale } from './preferences.ts';

/**
 * What every request of a page carries: the header that a foreign page cannot send, which is the platform's protection against forged
 * requests, and the language of the page, which need not be the browser's.
 */
export const apiHeaders = {
  'x-plinth-csrf': '1',
  get 'accept-language'() {
    return shownLocale();
  },
};

/** The platform that served this page. */
export const api = createClient({ address: '', fetch: (input, init) => fetch(input, init), headers: apiHeaders });
