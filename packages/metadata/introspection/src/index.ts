export { introspectionErrors } from './errors.ts';
export { type ApplicationName, type IntrospectedApplication, introspectedApplication } from './introspected-application.ts';
export type { IntrospectionReport, ObjectReport, Outcome, PartReport } from './report.ts';
