import { describe, expect, test } from 'vitest';
import { matchPage, pageAddress, pagesAbove } from './page-address.ts';

const page = (key: string, path: string) => ({ id: key, key, path, label: key, navigation: true });
const pages = [page('home', ''), page('clients', 'clients'), page('client', 'clients/:id'), page('newClient', 'clients/new')];
const nothing = new URLSearchParams();

describe('matching', () => {
  test('the empty path is the first page', () => {
    expect(matchPage(pages, '', nothing)?.page.key).toBe('home');
  });

  test('parameters come from the path and the query string, the path first', () => {
    expect(matchPage(pages, 'clients/7', new URLSearchParams('id=9&tab=loans'))).toMatchObject({
      page: { key: 'client' },
      parameters: { id: '7', tab: 'loans' },
    });
  });

  test('a fixed part wins over a parameter', () => {
    expect(matchPage(pages, 'clients/new', nothing)?.page.key).toBe('newClient');
  });

  test('an unknown path matches nothing', () => {
    expect(matchPage(pages, 'clients/7/loans', nothing)).toBeNull();
  });
});

describe('addresses', () => {
  test('fill the path, encode, and put the rest into the query string', () => {
    expect(pageAddress(pages, '/apps/a/b/c', 'client', { id: 'x/y', tab: 'loans', none: null })).toBe(
      '/apps/a/b/c/clients/x%2Fy?tab=loans',
    );
  });

  test('a record stands for its id', () => {
    expect(pageAddress(pages, '', 'client', { id: { id: '7', title: 'Eva' } })).toBe('/clients/7');
  });

  test('a page that may not be opened has none', () => {
    expect(pageAddress(pages, '', 'secret', {})).toBeNull();
  });
});

test('the pages above are those whose fixed path begins the page’s own', () => {
  const client = pages[2];
  expect(client === undefined ? [] : pagesAbove(pages, client).map((above) => above.key)).toEqual(['clients']);
});
