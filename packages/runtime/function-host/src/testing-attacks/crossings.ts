import { attacks } from './attack.ts';

const deep = 'let deep: any = 1; for (let at = 0; at < 3000; at++) deep = [deep];';
/** Whether a request was refused for what it asks, before anything was done. */
const refused = (request: string) =>
  `return ${request}.then(() => 'escaped', (error) => (error.code === 'functions.not-granted' || error.code === 'functions.not-understood' ? 'nothing' : 'escaped ' + error.code));`;
/** Whether what a request is answered is short, however long it was. */
const short = (request: string) =>
  `return ${request}.then(() => 'nothing', (error) => (error.message.length > 2000 ? 'escaped ' + error.message.length : 'nothing'));`;
const below = (path: string) => refused(`context.fetch('http://allowed.test/v1/${path}')`);
const header = (value: string) => refused(`context.fetch('http://allowed.test/v1/', { headers: { a: ${value} } })`);

/** What a request carries to the server: values that cannot be written, lie too deep, are too long, and paths that others read otherwise. */
export const crossings = [
  ...attacks('cross', {
    'a header that cannot be written': header('{ toString: 1, valueOf: 1 }'),
    'a header of which a part cannot be written': header(`['x', { toString: [] }]`),
    'a header that is a list of lists': header(`[['a'], ['b']]`),
    'a header that is as long as its parts': header(`new Array(400000).fill('xxxxx')`),
    'a header of a secret again and again': header(`new Array(100000).fill({ secret: 'own' })`),
    'a header with a delete sign': header(`'a\\u007fb\\u0001'`),
    'a header beyond all bytes': header(`'\\u{1f600}金'`),
    'headers that are named as prototypes': `return context.fetch('http://rebinding.test:1/', { headers: JSON.parse('{"__proto__": "x", "constructor": "y"}') }).then(() => 'nothing', () => (({}).x === undefined ? 'nothing' : 'escaped'));`,
    'a user of a basic secret of megabytes': header(`['Basic ', context.secret('own').basic('x'.repeat(3e6))]`),
    'a user of a basic secret with a colon': header(`['Basic ', context.secret('own').basic('a:b')]`),
    'an event that lies too deep': `${deep} ${refused(`context.tell('kept', { deep })`)}`,
    'an input of an action that lies too deep': `${deep} ${refused(`context.connection('bank').call('look', { deep })`)}`,
    'a message that lies too deep': `${deep} const held = await context.connection('bank').converse('look'); ${refused('held.send(deep)')}`,
    'an event with a prototype among its names': refused(
      `context.tell('kept', JSON.parse('{"a": {"__proto__": {"isAdministrator": true}}}'))`,
    ),
    'an address of megabytes': short(`context.fetch('x'.repeat(3.9e6))`),
    'a host of megabytes': short(`context.fetch('http://' + 'x'.repeat(3.9e6) + '/')`),
    'an entity of megabytes': short(`context.records('\\u0001'.repeat(6e5)).list()`),
    'a connection of megabytes': short(`context.connection('x'.repeat(3.9e6)).call('look')`),
    'a type of megabytes': short(`context.tell('x'.repeat(3.9e6), {})`),
    'a method of megabytes': short(`context.fetch('http://allowed.test/v1/', { method: 'x'.repeat(3.9e6) })`),
    'the name of a header of megabytes': short(`context.fetch('http://allowed.test/v1/', { headers: { ['x'.repeat(3.9e6)]: 'y' } })`),
    'the name of a secret of megabytes': short(
      `context.fetch('http://allowed.test/v1/', { headers: { a: context.secret('x'.repeat(3.9e6)) } })`,
    ),
    'a path upwards with parameters': below('..;/private'),
    'a path upwards with parameters that are named': below('..;a=b/private'),
    'a path upwards with encoded parameters': below('..%3b/private'),
    'a path upwards, encoded twice': below('%252e%252e/private'),
    'a path upwards, encoded three times': below('%25252e%25252e%25252fprivate'),
    'a slash that is encoded twice': below('..%252fprivate'),
    'a backslash that is encoded twice': below('..%255cprivate'),
    'a path upwards with a byte of nothing': below('..%00/private'),
    'a path upwards with a blank': below('..%20/private'),
    'a path upwards in too many bytes': below('%c0%ae%c0%ae/private'),
    'a slash in too many bytes': below('..%c0%afprivate'),
    'a timer that is a number to be cleared': `clearTimeout(5); clearTimeout('x'); clearTimeout(null); clearTimeout(undefined); return 'nothing';`,
  }),
];
