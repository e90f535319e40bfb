import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input, Popconfirm } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryDetail } from '../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'
import { useDiscardEntry, useFurtherEntry, usePublishEntry, useWithdrawEntry } from './api.ts'

/** What its owner may do with the version in view, now. */
export function Acts({ entry }: { entry: EntryDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const navigate = useNavigate()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { id, registry, state, revision, versions, number } = entry
  const { code } = registry
  const [publish, discard, further] = [usePublishEntry(code), useDiscardEntry(code, id), useFurtherEntry(code, id)]
  if (!entry.mayWrite) return null
  const tell = (problem: unknown) => {
    const { title, todo } = words(problem)
    void message.error(`${title}${stop()}${todo}`, 8)
  }
  const to = { params: { code, entryId: id } } as const
  const edit = () => void navigate({ to: '/registries/$code/entries/$entryId/edit', ...to })
  const show = () => void navigate({ to: '/registries/$code/entries/$entryId', ...to, search: {} })
  const isNewest = versions[0]?.number === number
  const hasDraft = versions.some((one) => one.state === 'draft')
  return (
    <>
      {state === 'draft' && (
        <>
          <Popconfirm
            title={t('exchange.registers.acts.discardTitle')}
            onConfirm={() =>
              discard.mutate(revision, {
                onSuccess: () =>
                  versions.length > 1 ? show() : void navigate({ to: '/registries/$code', params: { code } }),
                onError: tell,
              })
            }
          >
            <Button loading={discard.isPending}>{t('exchange.registers.acts.discard')}</Button>
          </Popconfirm>
          <Button onClick={edit}>{t('exchange.registers.acts.edit')}</Button>
          <Popconfirm
            title={t('exchange.registers.acts.publishTitle')}
            description={t('exchange.registers.acts.publishLede')}
            onConfirm={() =>
              publish.mutate(
                { id, revision },
                {
                  onSuccess: () => {
                    void message.success(t('exchange.registers.acts.published'))
                    show()
                  },
                  onError: tell,
                },
              )
            }
          >
            <Button type="primary" loading={publish.isPending}>
              {t('exchange.registers.acts.publish')}
            </Button>
          </Popconfirm>
        </>
      )}
      {state === 'published' && (
        <Button onClick={() => setWithdrawing(true)}>{t('exchange.registers.acts.withdraw')}</Button>
      )}
      {(state === 'published' || (state === 'withdrawn' && isNewest)) && !hasDraft && (
        <Button
          loading={further.isPending}
          onClick={() => further.mutate(undefined, { onSuccess: edit, onError: tell })}
        >
          {t('exchange.registers.acts.further')}
        </Button>
      )}
      {isWithdrawing && <WithdrawDialog entry={entry} onClose={() => setWithdrawing(false)} />}
    </>
  )
}

/** 撤回: out of the register, with the reason; what was published stays to be read. */
function WithdrawDialog({ entry, onClose }: { entry: EntryDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const field = useId()
  const withdraw = useWithdrawEntry(entry.registry.code, entry.id)
  const name = String(entry.content[entry.schema['x-name']] ?? '')
  return (
    <FormDialog
      open
      untouched={reason === ''}
      title={t('exchange.registers.acts.withdrawTitle', { name })}
      okText={t('exchange.registers.acts.withdraw')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={withdraw.isPending}
      onCancel={onClose}
      onOk={() =>
        withdraw.mutate(reason.trim(), {
          onSuccess: () => {
            void message.success(t('exchange.registers.acts.withdrawn'))
            onClose()
          },
        })
      }
    >
      <p>{t('exchange.registers.acts.withdrawLede')}</p>
      <label htmlFor={field}>{t('exchange.registers.acts.reason')}</label>
      <Input.TextArea
        id={field}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {withdraw.isError && <ProblemNotice problem={withdraw.error} />}
    </FormDialog>
  )
}
