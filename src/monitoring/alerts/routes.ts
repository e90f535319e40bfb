import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, closed, csvOf, Once, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { handleAlert, inspect, receiveAlert } from './acts.ts'
import { ALERT_COLUMNS, everyAlert, expectAlertReader } from './exports.ts'
import {
  ActOnAlert,
  AlertDetail,
  AlertFilter,
  AlertList,
  AlertQuery,
  AlertRule,
  AlertRuleList,
  Inspection,
  NewAlertRule,
  NewReceivers,
  NewTravelTime,
  Receipt,
  ReceiverList,
  Receivers,
  TravelTimeList,
} from './schemas.ts'
import { addRule, addTravelTime, retireRule, setReceivers } from './settings.ts'
import { findAlert, findRule, listAlerts, listReceivers, listRules, listTravelTimes } from './store.ts'

const tags = ['monitoring']
const read = { permission: 'alert.read', audit: 'none' } as const
const handle = (audit: string) => ({ permission: 'alert.handle', audit }) as const
const Params = Type.Object({ id: Uuid }, closed)
const file = (type: string) => ({ 200: { content: { [type.replace(/;.*/, '')]: { schema: Type.Any() } } } })

/** Alerts (预警): what asks somebody to act, who received it, what was done; and the rules that raise them. */
export const alertRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/alerts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Alerts that you see: those that are not over first, the newest first',
        querystring: AlertQuery,
        response: { 200: AlertList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listAlerts(trx, query)),
  )
  for (const [ending, type, summary] of [
    ['csv', CSV_TYPE, 'Alerts as CSV'],
    ['xlsx', XLSX_TYPE, 'Alerts as XLSX'],
  ] as const)
    app.get(
      `/alerts.${ending}`,
      { config: read, schema: { tags, summary, querystring: AlertFilter, response: file(type) } },
      async ({ actor, query }, reply) => {
        await app.database.asActor(actor, expectAlertReader)
        reply.type(type).header('content-disposition', attachment(`预警清单-${todayInChina(app.clock())}.${ending}`))
        const rows = everyAlert(app.database, actor, query)
        return reply.send(
          ending === 'csv' ? Readable.from(csvOf(ALERT_COLUMNS, rows)) : xlsxOf('预警', ALERT_COLUMNS, rows),
        )
      },
    )
  app.get(
    '/alerts/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'One alert with its evidence and timeline',
        params: Params,
        response: { 200: AlertDetail },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findAlert(trx, params.id, actor)),
  )
  app.post(
    '/alerts/:id/receipt',
    {
      config: handle('monitoring.alert_received'),
      schema: {
        tags,
        summary: 'Receive an alert for your organization',
        params: Params,
        body: Receipt,
        response: { 200: AlertDetail },
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await receiveAlert(trx, actor, params.id, body.text?.trim() ?? '')
        return findAlert(trx, params.id, actor)
      }),
  )
  app.post(
    '/alerts/:id/inspections',
    {
      config: handle('monitoring.alert_inspected'),
      schema: {
        tags,
        summary: 'Record a joint inspection (联合排查)',
        params: Params,
        body: Inspection,
        response: { 200: AlertDetail },
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await inspect(trx, actor, params.id, body)
        return findAlert(trx, params.id, actor)
      }),
  )
  for (const [path, act, audit, summary] of [
    ['notes', 'noted', 'monitoring.alert_noted', 'Say what is being done'],
    ['close', 'closed', 'monitoring.alert_closed', 'Close an alert that was handled, with the result'],
    ['reopen', 'reopened', 'monitoring.alert_reopened', 'Open a closed alert again, with the reason'],
  ] as const)
    app.post(
      `/alerts/:id/${path}`,
      {
        config: handle(audit),
        schema: { tags, summary, params: Params, body: ActOnAlert, response: { 200: AlertDetail } },
      },
      ({ actor, params, body }) =>
        app.database.asActor(actor, async (trx) => {
          await handleAlert(trx, actor, params.id, act, body.text)
          return findAlert(trx, params.id, actor)
        }),
    )

  app.get(
    '/alerts/rules',
    { config: read, schema: { tags, summary: 'Rules that raise alerts', response: { 200: AlertRuleList } } },
    ({ actor }) => app.database.asActor(actor, async (trx) => ({ items: await listRules(trx) })),
  )
  app.post(
    '/alerts/rules',
    {
      config: handle('monitoring.add_alert_rule'),
      schema: {
        tags,
        summary: 'Make a rule for sections that you keep',
        headers: Once,
        body: NewAlertRule,
        response: { 201: AlertRule },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const rule = await app.database.asActor(actor, async (trx) =>
        findRule(trx, await addRule(trx, actor, body, headers['idempotency-key'])),
      )
      return reply.code(201).send(rule)
    },
  )
  app.post(
    '/alerts/rules/:id/retire',
    {
      config: handle('monitoring.retire_alert_rule'),
      schema: { tags, summary: 'Retire a rule; what it raised stays', params: Params, response: { 200: AlertRule } },
    },
    ({ actor, params }) =>
      app.database.asActor(actor, async (trx) => {
        await retireRule(trx, actor, params.id)
        return findRule(trx, params.id)
      }),
  )
  app.get(
    '/alerts/travel-times',
    {
      config: read,
      schema: { tags, summary: 'How long water takes between sections', response: { 200: TravelTimeList } },
    },
    ({ actor }) => app.database.asActor(actor, async (trx) => ({ items: await listTravelTimes(trx) })),
  )
  app.post(
    '/alerts/travel-times',
    {
      config: handle('monitoring.set_travel_time'),
      schema: {
        tags,
        summary: 'Say how long water takes to a section that you keep, from a day on',
        body: NewTravelTime,
        response: { 201: Receivers },
      },
    },
    async ({ actor, body }, reply) => {
      const id = await app.database.asActor(actor, (trx) => addTravelTime(trx, actor, body))
      return reply.code(201).send({ id })
    },
  )
  app.get(
    '/alerts/receivers',
    {
      config: read,
      schema: { tags, summary: 'Who receives for each side of the sections', response: { 200: ReceiverList } },
    },
    ({ actor }) => app.database.asActor(actor, async (trx) => ({ items: await listReceivers(trx) })),
  )
  app.post(
    '/alerts/receivers',
    {
      config: handle('monitoring.set_alert_receivers'),
      schema: {
        tags,
        summary: 'Name who receives the alerts of one side of a section that you keep',
        body: NewReceivers,
        response: { 201: Receivers },
      },
    },
    async ({ actor, body }, reply) => {
      const id = await app.database.asActor(actor, (trx) => setReceivers(trx, actor, body))
      return reply.code(201).send({ id })
    },
  )
}
