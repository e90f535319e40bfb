import { useTranslation } from 'react-i18next'
import type { Changed, Commitment } from '../../../../src/plan/schemas.ts'
import { KeysHelp } from '../../shell/KeysHelp.tsx'
import type { Act } from '../api.ts'
import { MergeDialog, RejectDialog, SplitDialog } from './Dialogs.tsx'
import { EditDrawer } from './EditDrawer.tsx'
import { HistoryDrawer } from './HistoryDrawer.tsx'
import { commands, keysOf } from './keyboard.ts'
import type { PickedSpan } from './SpanPicker.tsx'

export type OpenDialog =
  | { what: 'edit' | 'reject' | 'split' | 'history'; id: string }
  | { what: 'merge' | 'keys' }
  | undefined

/** What may open over the reader. Each closes only when its change has been saved, so that nothing typed is lost. */
export function PaneDialogs(props: {
  open: OpenDialog
  item: Commitment | undefined
  selected: readonly Commitment[]
  busy: boolean
  act: (act: Exclude<Act, { kind: 'undo' }>, said: string) => Promise<Changed | undefined>
  /** The version on the page, and how words are selected there. */
  version: number
  onPick: (item: Commitment) => Promise<PickedSpan | undefined>
  onClose: () => void
  onChoose: (id: string | undefined) => void
  onRejecting: (item: Commitment) => void
  onMerged: () => void
}) {
  const { open, item, act, onClose, onChoose } = props
  const { t } = useTranslation()
  const itemFor = (what: 'edit' | 'reject' | 'split' | 'history') => (open?.what === what ? item : undefined)
  const chooseNew = (changed: Changed) => onChoose(changed.items.find(({ state }) => state !== 'replaced')?.id)
  return (
    <>
      <EditDrawer
        item={itemFor('edit')}
        saving={props.busy}
        onPick={item?.current && item.version === props.version ? props.onPick : undefined}
        onClose={onClose}
        onSave={async ({ id, revision }, body) => {
          if (await act({ kind: 'edit', id, revision, body }, t('reader.editedOne'))) onClose()
        }}
      />
      <RejectDialog
        item={itemFor('reject')}
        onClose={onClose}
        onReject={async (rejected, reason) => {
          const { id, revision } = rejected
          if (!(await act({ kind: 'reject', id, revision, reason }, t('reader.rejectedOne')))) return
          onClose()
          props.onRejecting(rejected)
        }}
      />
      <SplitDialog
        item={itemFor('split')}
        onClose={onClose}
        onSplit={async ({ id, revision }, body) => {
          const changed = await act({ kind: 'split', id, revision, body }, t('reader.splitOne'))
          if (!changed) return
          onClose()
          chooseNew(changed)
        }}
      />
      <MergeDialog
        items={open?.what === 'merge' ? props.selected : undefined}
        onClose={onClose}
        onMerge={async (body) => {
          const changed = await act({ kind: 'merge', body }, t('reader.mergedMany'))
          if (!changed) return
          onClose()
          props.onMerged()
          chooseNew(changed)
        }}
      />
      <HistoryDrawer item={itemFor('history')} onClose={onClose} />
      <KeysHelp
        open={open?.what === 'keys'}
        rows={commands.map((command) => ({ says: t(`keys.${command}`), keys: keysOf[command] }))}
        onClose={onClose}
      />
    </>
  )
}
