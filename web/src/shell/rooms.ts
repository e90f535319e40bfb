import type { Permission } from '../../../src/platform/access/permissions.ts'

/** What one must be permitted to see each room of the house; the rooms not named here are open to all who act. */
export const roomPermissions = {
  '/cockpit': 'delivery.read',
  '/desk': 'delivery.report',
  '/reviews': 'delivery.report',
  '/cycles': 'delivery.read',
  '/tasks': 'delivery.read',
  '/programmes': 'delivery.read',
  '/escalations': 'delivery.read',
  '/meetings': 'delivery.read',
  '/ladders': 'delivery.read',
  '/supervision': 'delivery.read',
  '/inspections': 'delivery.read',
  '/indicators': 'delivery.read',
  '/projects': 'delivery.read',
  '/scores': 'delivery.read',
  '/papers': 'delivery.read',
  '/sections': 'assessment.read',
  '/evaluations': 'assessment.read',
  '/stations': 'observation.read',
  '/alerts': 'alert.read',
  '/agreements': 'agreement.read',
  '/statements': 'statement.read',
  '/ledger': 'ledger.read',
  '/fund': 'ledger.read',
  '/resources': 'catalogue.read',
  '/nodes/cockpit': 'delivery.read',
  '/nodes/alerts': 'alert.read',
  '/nodes': 'node.read',
  '/share-requests': 'sharing.read',
  '/share-agreements': 'sharing.read',
  '/share-disputes': 'sharing.read',
  '/share-periods': 'sharing.read',
  '/registries': 'registry.read',
  '/verifications': 'verification.ask',
  '/blueprint': 'blueprint.read',
  '/documents': 'plan.read',
  '/alignments': 'plan.read',
  '/alignment-matrix': 'plan.read',
  '/register': 'plan.read',
  '/search': 'plan.read',
  '/units': 'gazetteer.read',
  '/audit': 'audit.read',
  '/users': 'access.manage',
  '/account/keys': 'blueprint.read',
} as const satisfies Record<string, Permission>

/** Pages of a room that have an address of their own. */
const furtherPages: Readonly<Record<string, readonly string[]>> = {
  '/alignments': ['/alignment-matrix'],
  '/escalations': ['/meetings', '/ladders'],
  '/supervision': ['/inspections'],
  '/stations': ['/observations'],
  '/share-requests': ['/share-agreements', '/share-disputes', '/share-periods'],
}

/** Whether a page belongs to a room of the navigation. */
export function isIn(room: string, pathname: string): boolean {
  if (room === '/') return pathname === '/'
  return [room, ...(furtherPages[room] ?? [])].some((path) => pathname === path || pathname.startsWith(`${path}/`))
}

/** Whether a page is one of the rooms that these permissions open. */
export function mayStayAt(pathname: string, permissions: readonly Permission[]): boolean {
  const room = Object.entries(roomPermissions).find(([path]) => pathname === path || pathname.startsWith(`${path}/`))
  return room === undefined || permissions.includes(room[1])
}
