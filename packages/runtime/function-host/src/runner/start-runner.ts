import type ivm from 'isolated-vm';
import { run } from './runner.ts';

/** The first argument is the file of the isolates' native part; the sandbox is put in when the runner's program is made. */
declare const PLINTH_SANDBOX: string;

const native: { exports: { ivm?: typeof ivm } } = { exports: {} };
process.dlopen(native, process.argv[2] ?? '');
if (native.exports.ivm === undefined) throw new Error('The native part of isolated-vm gives no isolates.');
run(native.exports.ivm, PLINTH_SANDBOX);
