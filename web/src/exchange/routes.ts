import { cataloguePages } from './catalogue/routes.ts'

/** The pages of the exchange room: each part adds its own. */
export const exchangeRoutes = [...cataloguePages] as const
