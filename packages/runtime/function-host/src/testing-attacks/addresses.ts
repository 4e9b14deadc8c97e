import { attacks } from './attack.ts';

const reached = (address: string) => `return (await context.fetch(${address})).text().then((text) => 'escaped ' + text);`;

/** Every way to write an address of this machine, and the ways around a list. */
export const addresses = attacks('address', {
  plain: reached("'http://127.0.0.1:' + input.port + '/'"),
  'by name': reached("'http://localhost:' + input.port + '/'"),
  'by a name with a dot': reached("'http://localhost.:' + input.port + '/'"),
  'as a number': reached("'http://2130706433:' + input.port + '/'"),
  'in octal': reached("'http://0177.0.0.1:' + input.port + '/'"),
  'in hexadecimal': reached("'http://0x7f.1:' + input.port + '/'"),
  shortened: reached("'http://127.1:' + input.port + '/'"),
  'as zero': reached("'http://0:' + input.port + '/'"),
  'as IPv6': reached("'http://[::1]:' + input.port + '/'"),
  'as IPv4 within IPv6': reached("'http://[::ffff:127.0.0.1]:' + input.port + '/'"),
  'as IPv4 within IPv6 in hexadecimal': reached("'http://[::ffff:7f00:1]:' + input.port + '/'"),
  'of any interface': reached("'http://[::]:' + input.port + '/'"),
  'in wide digits': reached("'http://１２７.０.０.１:' + input.port + '/'"),
  'with the allowed host as a user': reached("'http://allowed.test@127.0.0.1:' + input.port + '/'"),
  'with a backslash': reached("'http://127.0.0.1:' + input.port + '\\\\\\\\@allowed.test/'"),
  'with a line break': reached("'http://127.0.0.1:' + input.port + '/\\\\r\\\\nHost: allowed.test'"),
  'of a file': reached("'file://' + input.file"),
  'as data': reached("'data:text/plain,x'"),
  'of metadata': reached("'http://169.254.169.254/latest/meta-data/'"),
  'of a granted name that leads here': reached("'http://rebinding.test:' + input.port + '/'"),
  'by a redirect': reached("'http://redirecting.test/to-listener'"),
  'in the header of the host': `return (await context.fetch('http://allowed.test/', { headers: { host: '127.0.0.1:' + input.port } })).text();`,
  'as a second request in a header': `return (await context.fetch('http://allowed.test/', { headers: { a: 'x\\r\\n\\r\\nGET / HTTP/1.1\\r\\nHost: 127.0.0.1' } })).text();`,
  'by a method': `return (await context.fetch('http://allowed.test/', { method: 'CONNECT' })).text();`,
  'outside of a granted path': reached("'http://allowed.test/v1/../private'"),
  'outside of a granted path, hidden': reached("'http://allowed.test/v1/%2e%2e%2fprivate'"),
});
