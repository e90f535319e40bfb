import { cataloguePages } from './catalogue/routes.ts'
import { holdingPages } from './holdings/routes.ts'
import { nodePages } from './nodes/routes.ts'
import { registryPages } from './registers/routes.ts'
import { sharingPages } from './requests/routes.ts'
import { verificationPages } from './verification/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [
  ...cataloguePages,
  ...nodePages,
  ...sharingPages,
  ...holdingPages,
  ...registryPages,
  ...verificationPages,
] as const
