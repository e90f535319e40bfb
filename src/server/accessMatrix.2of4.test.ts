import { holdAccess } from '../../test/support/accessMatrix.testing.ts'

holdAccess(2, 4)
