import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { NodeFacts } from '../../../../src/exchange/schemas.ts'
import { send } from '../../shell/api.ts'
import { ReasonDialog } from '../../shell/ReasonDialog.tsx'
import { useNodeName } from './parts.tsx'

/** 切断: nothing goes to the member or is taken of it any more, at once; with the reason, which all members are told. */
export function RevokeDialog({ node, onClose }: { node: NodeFacts; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const name = useNodeName()(node)
  const revoke = async (reason: string) => {
    await send<void>('POST', `/api/v1/nodes/${node.code}/revoke`, { reason })
    void queries.invalidateQueries({ queryKey: ['nodes'] })
  }
  return (
    <ReasonDialog
      isDanger
      title={t('exchange.nodes.revoke.title', { name })}
      okText={t('exchange.nodes.revoke.act')}
      lede={t('exchange.nodes.revoke.lede')}
      label={t('exchange.nodes.revoke.reason')}
      most={500}
      done={t('exchange.nodes.revoke.done', { name })}
      onSend={revoke}
      onClose={onClose}
    />
  )
}
