package org.trayline.local.inspector;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/// A graph with a place for everything, top to bottom; in SVG user units.
record Drawing(double width, double height, List<Box> nodes, List<Line> edges) {
    private static final double NODE_HEIGHT = 44;
    private static final double NARROWEST = 148;
    private static final double WIDEST = 260;
    private static final double PER_LETTER = 7.4;
    private static final double BESIDE_LETTERS = 66;
    private static final double START_SIZE = 14;
    private static final double LABEL_OF_CONTAINER = 38;

    record Box(@JsonUnwrapped Graph.Node node, double x, double y, double width, double height) {}

    /// @param points from the one state to the other, with every bend
    record Line(@JsonUnwrapped Graph.Edge edge, List<Point> points) {}

    record Point(double x, double y) {}

    static Drawing of(Graph graph) {
        ElkNode root = ElkGraphUtil.createGraph();
        arrange(root);
        Map<String, ElkNode> placed = new HashMap<>();
        ElkNode start = ElkGraphUtil.createNode(root);
        start.setDimensions(START_SIZE, START_SIZE);
        start.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
        placed.put(Graph.START, start);
        double width = nodeWidth(graph);
        for (Graph.Node node : graph.nodes()) {
            String parent = node.parent();
            ElkNode around = parent == null ? root : placed.getOrDefault(parent, root);
            if (!around.equals(root)) {
                container(around);
            }
            ElkNode box = ElkGraphUtil.createNode(around);
            box.setDimensions(width, NODE_HEIGHT);
            placed.put(node.state(), box);
        }
        Map<Graph.Edge, ElkEdge> lines = new LinkedHashMap<>();
        for (Graph.Edge edge : graph.edges()) {
            ElkNode from = placed.get(edge.from());
            ElkNode to = placed.get(edge.to());
            if (from != null && to != null) {
                lines.computeIfAbsent(edge, _ -> ElkGraphUtil.createSimpleEdge(from, to));
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        List<Box> boxes = new ArrayList<>();
        boxes.add(box(new Graph.Node(Graph.START, "Start", null, null), start));
        for (Graph.Node node : graph.nodes()) {
            ElkNode box = placed.get(node.state());
            if (box != null) {
                boxes.add(box(node, box));
            }
        }
        List<Line> drawn = new ArrayList<>();
        lines.forEach((edge, line) -> drawn.add(new Line(edge, points(line))));
        return new Drawing(root.getWidth(), root.getHeight(), boxes, drawn);
    }

    private static double nodeWidth(Graph graph) {
        int letters =
                graph.nodes().stream().mapToInt(node -> node.state().length()).max().orElse(0);
        return Math.clamp(letters * PER_LETTER + BESIDE_LETTERS, NARROWEST, WIDEST);
    }

    private static void arrange(ElkNode root) {
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(16));
        // From the start along the edges: what leads back to an earlier state is drawn upwards.
        root.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.DEPTH_FIRST);
        root.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        spacing(root);
    }

    private static void container(ElkNode node) {
        node.setProperty(CoreOptions.PADDING, new ElkPadding(LABEL_OF_CONTAINER, 16, 16, 16));
        spacing(node);
    }

    private static void spacing(ElkNode node) {
        node.setProperty(LayeredOptions.SPACING_NODE_NODE, 28.0);
        node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 30.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 12.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 12.0);
    }

    private static Box box(Graph.Node node, ElkNode placed) {
        Point at = offset(placed.getParent());
        return new Box(
                node,
                at.x() + placed.getX(),
                at.y() + placed.getY(),
                placed.getWidth(),
                placed.getHeight());
    }

    /// Where a container's own coordinates begin.
    private static Point offset(@Nullable ElkNode container) {
        if (container == null || container.getParent() == null) {
            return new Point(0, 0);
        }
        Point around = offset(container.getParent());
        return new Point(around.x() + container.getX(), around.y() + container.getY());
    }

    private static List<Point> points(ElkEdge line) {
        Point at = offset(line.getContainingNode());
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : line.getSections()) {
            points.add(new Point(at.x() + section.getStartX(), at.y() + section.getStartY()));
            section.getBendPoints()
                    .forEach(
                            bend ->
                                    points.add(
                                            new Point(at.x() + bend.getX(), at.y() + bend.getY())));
            points.add(new Point(at.x() + section.getEndX(), at.y() + section.getEndY()));
        }
        return points;
    }
}
