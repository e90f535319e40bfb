import { queryOptions } from '@tanstack/react-query'
import type { NewRetentionRule, Retention, RetentionRule } from '../../../../src/monitoring/schemas.ts'
import { get, send } from '../../shell/api.ts'
import { useMonitoringChange } from '../stations/api.ts'

const path = '/api/v1/observations/retention'

/** The rules, and the dry run: what goes by them. */
export const retentionQuery = queryOptions({
  queryKey: ['monitoring', 'retention'],
  queryFn: ({ signal }) => get<Retention>(path, undefined, signal),
})

/** Says how long observations of an origin are kept; the same key sent again makes one rule. */
export const useAddRule = () =>
  useMonitoringChange(({ rule, once }: { rule: NewRetentionRule; once: string }) =>
    send<RetentionRule>('POST', `${path}/rules`, rule, undefined, once),
  )
export const useEndRule = () =>
  useMonitoringChange((id: string) => send<RetentionRule>('POST', `${path}/rules/${id}/end`))
