import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, type ExportColumn, XLSX_TYPE, xlsxOf } from '../../../platform/http/index.ts'
import { allOf } from '../exports.ts'
import { type ShareUse, UseFigures, UseFilter, UseList, UseQuery } from '../schemas.ts'
import { everyUse, figuresOfUse, listUses } from './store.ts'

const tags = ['shared data']
const config = { permission: 'sharing.read', audit: 'none' } as const

const MANNER_WORDS = { rows: '查询', changes: '订阅', download: '下载' } as const

/** A moment as China's clock shows it. */
const inChina = (moment: string) =>
  new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const COLUMNS: readonly ExportColumn<ShareUse>[] = [
  { title: '时间', width: 20, value: ({ at }) => inChina(at) },
  { title: '使用单位', width: 30, value: ({ organizationName }) => organizationName },
  { title: '使用人', width: 14, value: ({ userName }) => userName },
  { title: '节点', width: 18, value: ({ nodeName }) => nodeName },
  { title: '密钥', width: 18, value: ({ keyName }) => keyName },
  { title: '信息资源', width: 30, value: ({ resource }) => resource.name },
  { title: '提供单位', width: 30, value: ({ providerName }) => providerName },
  { title: '使用目的', width: 40, value: ({ purpose }) => purpose },
  { title: '事项', width: 24, value: ({ matter }) => matter },
  { title: '方式', width: 10, value: ({ manner }) => MANNER_WORDS[manner] },
  {
    title: '查询条件',
    width: 30,
    value: ({ filters }) =>
      filters.map(({ item, operator, values }) => `${item} ${operator} ${values.join('、')}`).join('；'),
  },
  { title: '行数', width: 10, value: ({ rowCount }) => rowCount },
  { title: '字节数', width: 12, value: ({ bytes }) => bytes },
  { title: '数据版本', width: 12, value: ({ lastRevision }) => lastRevision },
  { title: '拒绝原因', width: 26, value: ({ refused }) => refused },
  { title: '摘要（SHA-256）', width: 66, value: ({ digest }) => digest },
]

/** The use log (使用日志): who used what, when, for which purpose. */
export const useRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/share-uses',
    {
      config,
      schema: {
        tags,
        summary: 'Uses of your unit’s data, and your unit’s own',
        querystring: UseQuery,
        response: { 200: UseList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listUses(trx, query)),
  )

  app.get(
    '/share-uses/figures',
    {
      config,
      schema: {
        tags,
        summary: 'How much was used, by month and by who asked',
        querystring: UseFilter,
        response: { 200: UseFigures },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => figuresOfUse(trx, query)),
  )

  app.get(
    '/share-uses.xlsx',
    {
      config,
      schema: {
        tags,
        summary: 'The use log as a workbook',
        querystring: UseFilter,
        response: { 200: { content: { [XLSX_TYPE]: { schema: Type.Any() } } } },
      },
    },
    async ({ actor, query }, reply) => {
      const uses = await app.database.asActor(actor, (trx) => allOf(everyUse(trx, query)))
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment('使用日志.xlsx'))
        .send(xlsxOf('使用日志', COLUMNS, uses))
    },
  )
}
