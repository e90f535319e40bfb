import { useNavigate } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../../src/exchange/schemas.ts'
import { useProblemText } from '../../../shell/ProblemNotice.tsx'
import { stop } from '../../../shell/punctuation.ts'
import { useDiscard, useFurtherVersion, usePublish } from '../api.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** What one may do with the version in view, now. */
export function Acts({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const navigate = useNavigate()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { id, state, revision, wanting, versions, mayCompile, mayPublish } = resource
  const [publish, discard, further] = [usePublish(id), useDiscard(id), useFurtherVersion(id)]
  const tell = (problem: unknown) => {
    const { title, todo } = words(problem)
    void message.error(`${title}${stop()}${todo}`, 8)
  }
  const edit = () => void navigate({ to: '/resources/$resourceId/edit', params: { resourceId: id } })
  const isNewest = versions[0]?.number === resource.number
  const hasDraft = versions.some((one) => one.state === 'draft')
  return (
    <>
      {state === 'draft' && mayCompile && (
        <>
          <Popconfirm
            title={t('exchange.catalogue.acts.discardTitle')}
            onConfirm={() =>
              discard.mutate(revision, {
                onSuccess: () =>
                  void (versions.length > 1
                    ? navigate({ to: '/resources/$resourceId', params: { resourceId: id }, search: {} })
                    : navigate({ to: '/resources' })),
                onError: tell,
              })
            }
          >
            <Button loading={discard.isPending}>{t('exchange.catalogue.acts.discard')}</Button>
          </Popconfirm>
          <Button onClick={edit}>{t('exchange.catalogue.acts.edit')}</Button>
        </>
      )}
      {state === 'draft' && mayPublish && (
        <Popconfirm
          title={t('exchange.catalogue.acts.publishTitle')}
          description={t('exchange.catalogue.acts.publishLede')}
          disabled={wanting.length > 0}
          onConfirm={() =>
            publish.mutate(revision, {
              onSuccess: () => {
                void message.success(t('exchange.catalogue.acts.published'))
                void navigate({ to: '/resources/$resourceId', params: { resourceId: id }, search: {} })
              },
              onError: tell,
            })
          }
        >
          <Button type="primary" disabled={wanting.length > 0} loading={publish.isPending}>
            {t('exchange.catalogue.acts.publish')}
          </Button>
        </Popconfirm>
      )}
      {state === 'published' && mayPublish && (
        <Button onClick={() => setWithdrawing(true)}>{t('exchange.catalogue.acts.withdraw')}</Button>
      )}
      {(state === 'published' || (state === 'withdrawn' && isNewest)) && mayCompile && !hasDraft && (
        <Button
          loading={further.isPending}
          onClick={() => further.mutate(undefined, { onSuccess: edit, onError: tell })}
        >
          {t('exchange.catalogue.acts.further')}
        </Button>
      )}
      {isWithdrawing && <WithdrawDialog resource={resource} onClose={() => setWithdrawing(false)} />}
    </>
  )
}
