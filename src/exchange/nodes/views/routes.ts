import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { todayInChina } from '../../../platform/time.ts'
import { findNeighbourAlert, listNeighbourAlerts, receiveNeighbourAlert } from './alertStore.ts'
import { listNodes } from './nodeStore.ts'
import { listRegionTasks, regionCockpit } from './regionStore.ts'
import { findToldResource, listToldResources } from './resourceStore.ts'
import {
  NeighbourAlert,
  NeighbourAlertList,
  NeighbourAlertParams,
  NeighbourAlertQuery,
  NewNeighbourReceipt,
  NodeList,
  RegionCockpit,
  RegionTaskList,
  RegionTaskQuery,
  ToldResourceList,
  ToldResourceListed,
  ToldResourceParams,
  ToldResourceQuery,
} from './schemas.ts'

const tags = ['nodes']
const reading = (permission: 'node.read' | 'delivery.read' | 'alert.read' | 'catalogue.read') =>
  ({ permission, audit: 'none' }) as const

/** The nodes of the cluster, and what they told this one: each answer says whose it is and how old. */
export const nodeViewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/nodes',
    {
      config: reading('node.read'),
      schema: {
        tags,
        summary: 'Nodes of the cluster, how far one has heard them, and what was refused',
        response: { 200: NodeList },
      },
    },
    ({ actor }) => app.database.asActor(actor, (trx) => listNodes(trx, app.clock())),
  )
  app.get(
    '/nodes/cockpit',
    {
      config: reading('delivery.read'),
      schema: {
        tags,
        summary: 'Tasks, reports and alerts of the members, as each told them',
        response: { 200: RegionCockpit },
      },
    },
    ({ actor }) => app.database.asActor(actor, (trx) => regionCockpit(trx, app.clock())),
  )
  app.get(
    '/nodes/tasks',
    {
      config: reading('delivery.read'),
      schema: {
        tags,
        summary: 'Tasks of the cluster as their governments told them, the worst first',
        querystring: RegionTaskQuery,
        response: { 200: RegionTaskList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listRegionTasks(trx, query, todayInChina(app.clock()))),
  )
  app.get(
    '/nodes/alerts',
    {
      config: reading('alert.read'),
      schema: {
        tags,
        summary: 'Alerts that neighbours told: those that wait first, the newest first',
        querystring: NeighbourAlertQuery,
        response: { 200: NeighbourAlertList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listNeighbourAlerts(trx, actor, query)),
  )
  app.post(
    '/nodes/alerts/:owner/:id/receipt',
    {
      config: { permission: 'alert.handle', audit: 'exchange.receive_neighbour_alert' },
      schema: {
        tags,
        summary: 'Receive a neighbour’s alert for this side of the border',
        params: NeighbourAlertParams,
        body: NewNeighbourReceipt,
        response: { 200: NeighbourAlert },
      },
    },
    ({ actor, params: { owner, id }, body }) =>
      app.database.asActor(actor, async (trx) => {
        await receiveNeighbourAlert(trx, actor, owner, id, body.text?.trim() ?? '')
        return findNeighbourAlert(trx, actor, owner, id)
      }),
  )
  app.get(
    '/nodes/resources',
    {
      config: reading('catalogue.read'),
      schema: {
        tags,
        summary: 'Resources of the catalogues of the other nodes',
        querystring: ToldResourceQuery,
        response: { 200: ToldResourceList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listToldResources(trx, query)),
  )
  app.get(
    '/nodes/resources/:owner/:id',
    {
      config: reading('catalogue.read'),
      schema: {
        tags,
        summary: 'A resource of another node’s catalogue',
        params: ToldResourceParams,
        response: { 200: ToldResourceListed },
      },
    },
    ({ actor, params: { owner, id } }) => app.database.asActor(actor, (trx) => findToldResource(trx, owner, id)),
  )
}
