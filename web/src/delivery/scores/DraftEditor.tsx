import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { type ScoreDraft, type ScoreRule, useDraftActs } from './api.ts'
import { DraftFields } from './DraftFields.tsx'
import { DraftPreview } from './DraftPreview.tsx'
import { type DraftText, draftFrom, textOf } from './draftText.ts'

/** The next version of the rule: written down, held against the scores of today, published or thrown away. */
export function DraftEditor(props: {
  draft: ScoreDraft | null
  last: ScoreRule | undefined
  next: number
  /** Nobody published a rule yet: the first may count from the start of the year. */
  first: boolean
  onGone: () => void
}) {
  const { draft, last, next, first, onGone } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const { save, drop, publish } = useDraftActs()
  const [kept, setKept] = useState(draft)
  const year = new Date().getFullYear()
  const day = `${first ? year : year + 1}-01-01`
  const [text, setText] = useState<DraftText>(() => textOf(draft ?? undefined, last, day))
  const [asking, setAsking] = useState<'publish' | 'drop' | null>(null)
  const read = draftFrom(text)
  const changed = kept === null || JSON.stringify(text) !== JSON.stringify(textOf(kept, last, day))
  const failed = (problem: Error) => {
    const { title, todo } = words(problem)
    message.error(`${title} ${todo}`)
  }
  const theirs = save.error instanceof Problem && save.error.status === 412

  const keep = async (): Promise<ScoreDraft | null> => {
    if (!read.draft) return null
    if (!changed) return kept
    const saved = await save.mutateAsync({ draft: read.draft, revision: kept?.revision ?? 0 })
    setKept(saved)
    setText(textOf(saved, last, day))
    return saved
  }
  const onSave = () => void keep().then((saved) => saved && message.success(t('delivery.scores.draftKept')), failed)
  const onPublish = async () => {
    try {
      if (!(await keep()) || !read.draft) return
      await publish.mutateAsync({ version: next, ...read.draft })
      message.success(t('delivery.scores.published', { version: next }))
      onGone()
    } catch (problem) {
      failed(problem as Error)
    }
    setAsking(null)
  }
  const onDrop = () => {
    if (!kept) return onGone()
    drop.mutate(kept.revision, { onSuccess: onGone, onError: failed, onSettled: () => setAsking(null) })
  }
  return (
    <div className="sheet score-draft">
      {theirs && (
        <p className="score-conflict" role="alert">
          {t('delivery.scores.draftConflict')}{' '}
          <Button size="small" onClick={() => window.location.reload()}>
            {t('delivery.scores.draftReload')}
          </Button>
        </p>
      )}
      <DraftFields text={text} problems={read.problems} first={first} onChange={setText} />
      <div className="score-acts no-print">
        <Button onClick={() => (kept ? setAsking('drop') : onGone())}>{t('delivery.scores.draftDrop')}</Button>
        <Button disabled={!changed || !read.draft} loading={save.isPending} onClick={onSave}>
          {t('delivery.scores.draftSave')}
        </Button>
        <Button type="primary" disabled={!read.draft} onClick={() => setAsking('publish')}>
          {t('delivery.scores.publish')}
        </Button>
      </div>
      {kept && !changed ? (
        <DraftPreview revision={kept.revision} />
      ) : (
        <p className="quiet">{t('delivery.scores.previewAfterSave')}</p>
      )}
      <Modal
        open={asking === 'publish'}
        title={t('delivery.scores.publishTitle', { version: next })}
        okText={t('delivery.scores.publish')}
        cancelText={t('shell.cancel')}
        confirmLoading={publish.isPending || save.isPending}
        onOk={() => void onPublish()}
        onCancel={() => setAsking(null)}
      >
        <p>{t('delivery.scores.publishAsk', { from: text.appliesFrom })}</p>
      </Modal>
      <Modal
        open={asking === 'drop'}
        title={t('delivery.scores.draftDrop')}
        okText={t('delivery.scores.draftDrop')}
        okButtonProps={{ danger: true, loading: drop.isPending }}
        cancelText={t('shell.cancel')}
        onOk={onDrop}
        onCancel={() => setAsking(null)}
      >
        <p>{t('delivery.scores.draftDropAsk')}</p>
      </Modal>
    </div>
  )
}
