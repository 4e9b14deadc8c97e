export { recording, replaying, type TapedExchange } from './tape.ts';
