/** What a role may do. Mirrored in the SQL table permission_grant (a test proves the two equal). */
export const PERMISSIONS = [
  'plan.read',
  'plan.ingest',
  'plan.confirm',
  'register.export',
  'gazetteer.read',
  'gazetteer.manage',
  'audit.read',
  'access.manage',
  'session.use',
  'delivery.read',
  'delivery.dispatch',
  'delivery.review',
  'delivery.report',
  'delivery.supervise',
  'delivery.escalate',
  'delivery.configure',
  'meeting.manage',
  'indicator.manage',
  'indicator.observe',
  'project.propose',
  'project.approve',
  'alignment.learn',
  'blueprint.read',
  'blueprint.import',
  'blueprint.decide',
  'siting.check',
  'siting.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** In what capacity a user acts for an organization. */
export const ROLES = ['office', 'department', 'city', 'leader', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/**
 * The permission table: what a role may do at all. On which rows it may do so (its organization's own, the cluster's)
 * is the row-level policy's to say. A role that is not named here may do nothing.
 */
export const PERMISSIONS_OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  /** 协调办公室: ingests plans, confirms what was extracted, keeps the gazetteer. */
  office: [
    'plan.read',
    'plan.ingest',
    'plan.confirm',
    'register.export',
    'gazetteer.read',
    'gazetteer.manage',
    'audit.read',
    'session.use',
    'delivery.read',
    'delivery.dispatch',
    'delivery.review',
    'delivery.report',
    'delivery.supervise',
    'delivery.escalate',
    'delivery.configure',
    'meeting.manage',
    'indicator.manage',
    'indicator.observe',
    'project.propose',
    'project.approve',
    'alignment.learn',
    'blueprint.read',
    'blueprint.import',
    'blueprint.decide',
    'siting.check',
    'siting.read',
  ],
  /** 部门: what it ingests is its organization's own until shared; it confirms only there. */
  department: [
    'plan.read',
    'plan.ingest',
    'plan.confirm',
    'register.export',
    'gazetteer.read',
    'session.use',
    'delivery.read',
    'delivery.report',
    'delivery.escalate',
    'indicator.observe',
    'project.propose',
    'blueprint.read',
    'blueprint.import',
    'blueprint.decide',
    'siting.check',
    'siting.read',
  ],
  /** 市政府: as a department. */
  city: [
    'plan.read',
    'plan.ingest',
    'plan.confirm',
    'register.export',
    'gazetteer.read',
    'session.use',
    'delivery.read',
    'delivery.report',
    'delivery.escalate',
    'indicator.observe',
    'project.propose',
    'blueprint.read',
    'blueprint.import',
    'blueprint.decide',
    'siting.check',
    'siting.read',
  ],
  /** 领导: reads. */
  leader: [
    'plan.read',
    'register.export',
    'gazetteer.read',
    'session.use',
    'delivery.read',
    'blueprint.read',
    'siting.read',
  ],
  /** 系统管理员: users and the audit log, no plan work. */
  administrator: ['access.manage', 'audit.read', 'gazetteer.read', 'session.use'],
}

/** True when the role may do it; an unknown role or permission never may. */
export function roleMay(role: Role, permission: Permission): boolean {
  return PERMISSIONS_OF_ROLE[role]?.includes(permission) ?? false
}
