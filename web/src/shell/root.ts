import { createRootRoute } from '@tanstack/react-router'
import { NotFound } from './NotFound.tsx'
import { RootLayout } from './RootLayout.tsx'

export const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFound })
