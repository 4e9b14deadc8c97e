import { createClient } from '@plinth/api-contract';

/** The header that a foreign page cannot send: the platform's protection against forged requests. */
export const apiHeaders = { 'x-plinth-csrf': '1' } as const;

/** The platform that served this page. */
export const api = createClient({ address: '', fetch: (input, init) => fetch(input, init), headers: apiHeaders });
