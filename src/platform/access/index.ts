export { type Actor, KEY_SCOPES, type KeyScope } from './actor.ts'
export { PERMISSIONS, PERMISSIONS_OF_ROLE, type Permission, ROLES, type Role, roleMay } from './permissions.ts'
