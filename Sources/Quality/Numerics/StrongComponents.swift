/// The strongly connected components of a directed graph (Tarjan 1972), without recursion.
package enum StrongComponents {
  private struct Visit {
    let node: Int
    var edge: Int
  }

  /// Returns the components of a graph given by each node's successors, each sorted, ordered by
  /// their smallest node.
  package static func of(_ successors: [[Int]]) -> [[Int]] {
    let n = successors.count
    var index = [Int](repeating: -1, count: n)
    var low = [Int](repeating: 0, count: n)
    var onStack = [Bool](repeating: false, count: n)
    var (stack, counter, components) = ([Int](), 0, [[Int]]())
    for root in 0..<n where index[root] < 0 {
      var visits = [Visit(node: root, edge: 0)]
      while var visit = visits.popLast() {
        let v = visit.node
        if visit.edge == 0 {
          index[v] = counter
          low[v] = counter
          counter += 1
          stack.append(v)
          onStack[v] = true
        }
        var descended = false
        while visit.edge < successors[v].count {
          let w = successors[v][visit.edge]
          visit.edge += 1
          if index[w] < 0 {
            visits.append(visit)
            visits.append(Visit(node: w, edge: 0))
            descended = true
            break
          }
          if onStack[w] { low[v] = min(low[v], index[w]) }
        }
        if descended { continue }
        if low[v] == index[v] {
          var component: [Int] = []
          while let w = stack.popLast() {
            onStack[w] = false
            component.append(w)
            if w == v { break }
          }
          components.append(component.sorted())
        }
        if let parent = visits.last { low[parent.node] = min(low[parent.node], low[v]) }
      }
    }
    return components.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }
}
