export { noteAnchor, readAnchors } from './anchors.ts'
export { type AuditEntry, appendAudit } from './append.ts'
export { type AuditLine, listAudit } from './store.ts'
export { type Anchor, type AuditVerdict, type BrokenLink, ChainCheck, type StoredLine, verifyAudit } from './verify.ts'
