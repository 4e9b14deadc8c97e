export { TestAuthority, type TestCertificate } from './testing-certificates.ts';
