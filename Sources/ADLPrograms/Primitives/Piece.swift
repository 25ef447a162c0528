/// A piece f_i of an elementary selection, as the choice made at each of its sites.
///
/// Most selections have one site: the entry is the number of the piece, from 0. The 1-norm has one
/// site per argument, since its ties are independent.
public typealias Piece = [Int]
