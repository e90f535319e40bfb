import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Changed, Commitment, DocumentCommitments } from '../../../../src/plan/schemas.ts'
import { type Act, confirmMany, documentCommitmentsKey, perform, useForgetLists } from '../api.ts'
import { useExplain } from './useExplain.tsx'
import { useUndo } from './useUndo.tsx'

/** Most commitments that one request confirms; each portion is one act, undone by itself. */
const AT_ONCE = 1000

/** The list as it is after a change: changed ones in their place, new ones (split, merged) where the text has them. */
export function withChanged(items: readonly Commitment[], changed: readonly Commitment[]): Commitment[] {
  const now = new Map(changed.map((item) => [item.id, item]))
  const kept = items.map((item) => {
    const newer = now.get(item.id)
    now.delete(item.id)
    return newer ?? item
  })
  return [...kept, ...now.values()].sort((one, other) => one.position - other.position || one.span[0] - other.span[0])
}

/**
 * The changes a person makes in the reader. What was chosen moves on at once, but a commitment is shown as saved only
 * when the server has answered; the last changes can be undone in turn.
 */
export function useActs(documentId: string) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const queries = useQueryClient()
  const forgetLists = useForgetLists()
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set())

  const mark = useCallback((ids: readonly string[], busy: boolean) => {
    setSaving((now) => {
      const next = new Set(now)
      for (const id of ids) busy ? next.add(id) : next.delete(id)
      return next
    })
  }, [])

  const reload = useCallback(
    () => queries.invalidateQueries({ queryKey: ['document', documentId] }),
    [queries, documentId],
  )

  const settle = useCallback(
    (changed: readonly Commitment[]) => {
      const key = documentCommitmentsKey(documentId)
      queries.setQueryData<DocumentCommitments>(key, (now) => now && { items: withChanged(now.items, changed) })
      void queries.invalidateQueries({ queryKey: ['document', documentId, 'facts'] })
      forgetLists()
    },
    [queries, documentId, forgetLists],
  )

  const explain = useExplain(reload)
  const { undo, offerUndo, noted } = useUndo(settle, explain)

  const act = useCallback(
    async (what: Exclude<Act, { kind: 'undo' }>, said: string): Promise<Changed | undefined> => {
      const ids = what.kind === 'merge' ? what.body.items.map(({ id }) => id) : [what.id]
      mark(ids, true)
      try {
        const changed = await perform(what)
        settle(changed.items)
        offerUndo(changed.changeId, said)
        return changed
      } catch (error) {
        explain(error)
        return undefined
      } finally {
        mark(ids, false)
      }
    },
    [mark, settle, offerUndo, explain],
  )

  /** Confirms many at once; those that were changed meanwhile are left and said so. */
  const confirmAll = useCallback(
    async (items: readonly Commitment[]) => {
      const ids = items.map(({ id }) => id)
      mark(ids, true)
      try {
        let confirmed = 0
        let left = 0
        for (let from = 0; from < items.length; from += AT_ONCE) {
          const portion = items.slice(from, from + AT_ONCE).map(({ id, revision }) => ({ id, revision }))
          const { changeId, results } = await confirmMany({ items: portion })
          const done = results.filter(({ outcome }) => outcome === 'confirmed').length
          confirmed += done
          left += results.filter(({ outcome }) => outcome !== 'confirmed' && outcome !== 'already').length
          if (changeId) offerUndo(changeId, t('reader.confirmedMany', { count: done }))
        }
        await reload()
        forgetLists()
        if (left > 0) notification.warning({ title: t('reader.leftUnconfirmed', { count: left }) })
        return confirmed
      } catch (error) {
        explain(error)
        return 0
      } finally {
        mark(ids, false)
      }
    },
    [mark, reload, forgetLists, offerUndo, explain, notification, t],
  )

  return {
    act: useCallback((...said: Parameters<typeof act>) => noted(act(...said)), [noted, act]),
    confirmAll: useCallback(
      (...said: Parameters<typeof confirmAll>) => noted(confirmAll(...said)),
      [noted, confirmAll],
    ),
    undo,
    saving,
  }
}
