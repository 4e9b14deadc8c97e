export { type DescribeOptions, describeOperation, type Paths } from './describe-operation.ts';
export { type DocumentInfo, openApiDocument, platformDocument } from './open-api-document.ts';
