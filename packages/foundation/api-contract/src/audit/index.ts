export { AuditEntry, AuditOutcome } from './audit-entry.ts';
export { listAudit, verifyAudit } from './operations.ts';
