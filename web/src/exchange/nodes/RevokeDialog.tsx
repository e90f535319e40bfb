import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeFacts } from '../../../../src/exchange/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useNodeName } from './parts.tsx'

/** 切断: nothing goes to the member or is taken of it any more, at once; with the reason, which all members are told. */
export function RevokeDialog({ node, onClose }: { node: NodeFacts; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const nameOf = useNodeName()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const field = useId()
  const name = nameOf(node)
  const revoke = useMutation({
    mutationFn: () => send<void>('POST', `/api/v1/nodes/${node.code}/revoke`, { reason: reason.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['nodes'] })
      void message.success(t('exchange.nodes.revoke.done', { name }))
      onClose()
    },
  })
  return (
    <FormDialog
      open
      untouched={reason === ''}
      title={t('exchange.nodes.revoke.title', { name })}
      okText={t('exchange.nodes.revoke.act')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={revoke.isPending}
      onCancel={onClose}
      onOk={() => revoke.mutate()}
    >
      <p>{t('exchange.nodes.revoke.lede')}</p>
      <label htmlFor={field}>{t('exchange.nodes.revoke.reason')}</label>
      <Input id={field} autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      {revoke.isError && <ProblemNotice problem={revoke.error} />}
    </FormDialog>
  )
}
