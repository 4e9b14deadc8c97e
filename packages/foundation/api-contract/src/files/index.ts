export { downloadFile, FileOutput, uploadFile } from './operations.ts';
